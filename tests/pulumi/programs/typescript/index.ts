// The shop of wrong.py; with the setting `check` at HTTP, that of mended.py.
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const check = new pulumi.Config().get("check") ?? "HTTPS";

const balancer = new aws.lb.LoadBalancer("shop", {
    loadBalancerType: "application",
    subnets: ["subnet-a", "subnet-b"],
});
const app = new aws.lb.TargetGroup("app", {
    port: 8080,
    protocol: "HTTP",
    vpcId: "vpc-1",
    healthCheck: { protocol: check, path: "/healthz" },
});
new aws.lb.Listener("web", {
    loadBalancerArn: balancer.arn,
    port: 443,
    protocol: "HTTPS",
    certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/1",
    defaultActions: [{ type: "forward", targetGroupArn: app.arn }],
});
