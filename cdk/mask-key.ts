import { RemovalPolicy, Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";

export type MaskKeyProps = {
  /** The whole ARN of a key that a lost stack left; null: a new key is made. */
  existingArn: string | null;
};

/**
 * The key of the pseudonyms that replace clients in session tables. The stack's deletion does not delete it. It must never
 * change, because with another key a client would get a different pseudonym from one day to the next.
 */
export class MaskKey extends Construct {
  readonly secretArn: string;

  constructor(scope: Construct, id: string, { existingArn }: MaskKeyProps) {
    super(scope, id);
    this.secretArn = existingArn ?? this.#newKey().secretArn;
  }

  #newKey(): Secret {
    const secret = new Secret(this, "Secret", {
      description:
        "Key of the pseudonyms that stand for clients in session tables; made by the stack, not to be changed",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "With a rotated key the same client would have another pseudonym, and tables of different days could not be joined",
    });
    return secret;
  }
}
