import { Validations } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";

/**
 * The login of the TWIN API. The stack creates the secret with an empty e-mail address and a random password. The deployer
 * enters the real ones once; later deployments do not change them as long as this template stays the same.
 */
export class TwinLogin extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.secret = new Secret(this, "Secret", {
      description:
        'Login of the TWIN API as JSON: {"email": "...", "password": "...", "companyId": 42}, companyId only if needed. ' +
        "Fill it in after the first deployment: aws secretsmanager put-secret-value --secret-id ARN --secret-string file://login.json",
      generateSecretString: { secretStringTemplate: JSON.stringify({ email: "" }), generateStringKey: "password" },
    });
    Validations.of(this.secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "The password belongs to an account of the TWIN platform, which offers no way to rotate it by machine",
    });
  }
}
