import { CfnResource, type Stack } from "aws-cdk-lib";
import { CfnPolicy } from "aws-cdk-lib/aws-iam";
import { isObject } from "../functions/daily-report/definition-words.ts";
import { StackSettingsError } from "./stack-settings-error.ts";

/** What CloudFormation accepts in one template. */
const MOST_RESOURCES = 500;

/** What IAM accepts in one managed policy, without white space. The CDK makes one if the policy of a role becomes too long for it. */
const LONGEST_POLICY = 6_144;

/** About as long as the longest ARN or name that takes the place of a reference. */
const REFERENCE = "x".repeat(100);

/** Throws `StackSettingsError` if AWS would refuse the stack for its size. */
export function assertWithinLimits(stack: Stack): void {
  const resources = stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  if (resources.length > MOST_RESOURCES) {
    throw new StackSettingsError(
      `cdk.json: the reports need ${resources.length} resources of at most ${MOST_RESOURCES}; give more of them the same zone, at, weekdays and again, or divide them between two stages.`,
    );
  }
  const policies = resources.filter((resource) => resource instanceof CfnPolicy);
  const longest = Math.max(0, ...policies.map((policy) => lengthOf(stack.resolve(policy.policyDocument))));
  if (longest > LONGEST_POLICY) {
    throw new StackSettingsError(
      `cdk.json: the policy of the function would be about ${longest} characters long, of at most ${LONGEST_POLICY}; give the reports fewer different senders, or, with sandbox, fewer different readers.`,
    );
  }
}

/** The length of a policy after its references were replaced. */
function lengthOf(document: unknown): number {
  return JSON.stringify(withoutReferences(document)).length;
}

function withoutReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutReferences);
  if (!isObject(value)) return value;
  const joined = value["Fn::Join"];
  if (Array.isArray(joined) && Array.isArray(joined[1])) return joined[1].map(withoutReferences).join("");
  if (Object.keys(value).some((key) => key === "Ref" || key.startsWith("Fn::"))) return REFERENCE;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutReferences(inner)]));
}
