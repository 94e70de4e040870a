// The shop of wrong.py; with the setting `check` at HTTP, that of mended.py.
package main

import (
	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/lb"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(shop)
}

func shop(ctx *pulumi.Context) error {
	check := config.Get(ctx, "check")
	if check == "" {
		check = "HTTPS"
	}
	balancer, err := lb.NewLoadBalancer(ctx, "shop", &lb.LoadBalancerArgs{
		LoadBalancerType: pulumi.String("application"),
		Subnets:          pulumi.ToStringArray([]string{"subnet-a", "subnet-b"}),
	})
	if err != nil {
		return err
	}
	app, err := lb.NewTargetGroup(ctx, "app", &lb.TargetGroupArgs{
		Port:     pulumi.Int(8080),
		Protocol: pulumi.String("HTTP"),
		VpcId:    pulumi.String("vpc-1"),
		HealthCheck: &lb.TargetGroupHealthCheckArgs{
			Protocol: pulumi.String(check),
			Path:     pulumi.String("/healthz"),
		},
	})
	if err != nil {
		return err
	}
	_, err = lb.NewListener(ctx, "web", &lb.ListenerArgs{
		LoadBalancerArn: balancer.Arn,
		Port:            pulumi.Int(443),
		Protocol:        pulumi.String("HTTPS"),
		CertificateArn:  pulumi.String("arn:aws:acm:eu-west-1:123456789012:certificate/1"),
		DefaultActions: lb.ListenerDefaultActionArray{
			lb.ListenerDefaultActionArgs{Type: pulumi.String("forward"), TargetGroupArn: app.Arn},
		},
	})
	return err
}
