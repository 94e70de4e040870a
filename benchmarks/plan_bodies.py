"""What providers fill in for the resources of one stack, as its plan has them; NAME is the stack's name.

``BODIES`` lists by type the attributes as they are after the apply. ``UNKNOWN`` are those of a new resource that only the
apply decides. ``REFERENCES`` are the attributes that are written as references, and what they refer to; of a new resource
these are unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ACCOUNT = "eu-central-1:123456789012"
TAGS = {
    "component": "NAME",
    "cost-centre": "4711",
    "environment": "staging",
    "managed-by": "terraform",
    "owner": "shop",
}
POLICY = """{"Statement":[{"Action":["s3:GetObject","s3:ListBucket"],"Effect":"Allow","Resource":["arn:aws:s3:::NAME-data",\
"arn:aws:s3:::NAME-data/*"],"Sid":"Read"},{"Action":"kms:Decrypt","Effect":"Allow","Resource":\
"arn:aws:kms:eu-central-1:123456789012:key/*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}],\
"Version":"2012-10-17"}"""
TRUST = """{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"}}],\
"Version":"2012-10-17"}"""
CONTAINERS = """[{"cpu":256,"environment":[{"name":"STAGE","value":"staging"},{"name":"QUEUE","value":"NAME-jobs"}],\
"essential":true,"image":"123456789012.dkr.ecr.eu-central-1.amazonaws.com/NAME:1.42.0","logConfiguration":{"logDriver":\
"awslogs","options":{"awslogs-group":"/ecs/NAME","awslogs-region":"eu-central-1","awslogs-stream-prefix":"app"}},\
"memory":512,"mountPoints":[],"name":"app","portMappings":[{"containerPort":8080,"hostPort":8080,"protocol":"tcp"}]}]"""


def _tagged(kind: str, **more: Any) -> dict[str, Any]:
    return {"id": f"{kind}-NAME", "arn": f"arn:aws:{kind}:{ACCOUNT}:NAME", "tags": TAGS, "tags_all": TAGS, **more}


def _open(port: int, source: str) -> dict[str, Any]:
    return {"cidr_blocks": [source], "description": "from <load balancers> & probes", "from_port": port,
            "ipv6_cidr_blocks": [], "prefix_list_ids": [], "protocol": "tcp", "security_groups": [], "self": False,
            "to_port": port}  # fmt: skip


BODIES: Mapping[str, Mapping[str, Any]] = {
    "aws_security_group": _tagged(
        "sg", description="NAME", egress=[_open(443, "0.0.0.0/0"), _open(5432, "10.0.0.0/8")],
        ingress=[_open(8080, "10.0.0.0/8")], name="NAME", name_prefix="", owner_id="123456789012",
        region="eu-central-1", revoke_rules_on_delete=False,
        timeouts=None, vpc_id="vpc-0a1b2c3d",
    ),
    "aws_security_group_rule": {
        "cidr_blocks": ["10.0.0.0/8"], "description": "NAME", "from_port": 9090, "id": "sgrule-NAME", "ipv6_cidr_blocks": None,
        "prefix_list_ids": None, "protocol": "tcp", "region": "eu-central-1", "security_group_id": "sg-NAME",
        "security_group_rule_id": "sgr-NAME", "self": False, "source_security_group_id": None, "timeouts": None,
        "to_port": 9090, "type": "ingress",
    },
    "aws_iam_role": _tagged(
        "role", assume_role_policy=TRUST, create_date="2026-05-04T10:11:12Z", description="", force_detach_policies=False,
        inline_policy=[], managed_policy_arns=["arn:aws:iam::123456789012:policy/NAME"], max_session_duration=3600,
        name="NAME", name_prefix="", path="/", permissions_boundary="", unique_id="AROAEXAMPLENAME",
    ),
    "aws_iam_policy": _tagged(
        "policy", attachment_count=1, description="", name="NAME", name_prefix="", path="/", policy=POLICY,
        policy_id="ANPAEXAMPLENAME",
    ),
    "aws_iam_role_policy_attachment": {
        "id": "NAME-20260504101112345600000001", "policy_arn": "arn:aws:iam::123456789012:policy/NAME", "role": "NAME",
    },
    "aws_s3_bucket": _tagged(
        "s3", acceleration_status="", acl=None, bucket="NAME-data", bucket_domain_name="NAME-data.s3.amazonaws.com",
        bucket_prefix="", bucket_regional_domain_name="NAME-data.s3.eu-central-1.amazonaws.com", cors_rule=[],
        force_destroy=False, grant=[{"id": "0f1e2d3c4b5a", "permissions": ["FULL_CONTROL"], "type": "CanonicalUser", "uri": ""}],
        hosted_zone_id="Z21DNDUVLTQW6Q", lifecycle_rule=[], logging=[], object_lock_configuration=[],
        object_lock_enabled=False, policy=POLICY, region="eu-central-1", replication_configuration=[],
        request_payer="BucketOwner",
        server_side_encryption_configuration=[{"rule": [{"apply_server_side_encryption_by_default": [
            {"kms_master_key_id": "", "sse_algorithm": "AES256"}], "bucket_key_enabled": False}]}],
        timeouts=None, versioning=[{"enabled": True, "mfa_delete": False}], website=[], website_domain=None,
        website_endpoint=None,
    ),
    "aws_s3_bucket_policy": {"bucket": "NAME-data", "id": "NAME-data", "policy": POLICY, "region": "eu-central-1"},
    "aws_kms_key": _tagged(
        "kms", bypass_policy_lockout_safety_check=False, custom_key_store_id="", customer_master_key_spec="SYMMETRIC_DEFAULT",
        deletion_window_in_days=30, description="NAME", enable_key_rotation=True, is_enabled=True, key_id="NAME",
        key_usage="ENCRYPT_DECRYPT", multi_region=False, policy=POLICY, region="eu-central-1", rotation_period_in_days=365,
        timeouts=None, xks_key_id="",
    ),
    "aws_cloudwatch_log_group": _tagged(
        "logs", kms_key_id="", log_group_class="STANDARD", name="/ecs/NAME", name_prefix="", region="eu-central-1",
        retention_in_days=30, skip_destroy=False,
    ),
    "aws_cloudwatch_metric_alarm": _tagged(
        "cloudwatch", actions_enabled=True, alarm_actions=[f"arn:aws:sns:{ACCOUNT}:pager"], alarm_description="NAME is slow",
        alarm_name="NAME-latency", comparison_operator="GreaterThanThreshold", datapoints_to_alarm=0,
        dimensions={"LoadBalancer": "app/NAME/50dc6c495c0c9188", "TargetGroup": "targetgroup/NAME/73e2d6bc24d8a067"},
        evaluate_low_sample_count_percentiles="", evaluation_periods=3, extended_statistic="p95",
        insufficient_data_actions=[], metric_name="TargetResponseTime", metric_query=[], namespace="AWS/ApplicationELB",
        ok_actions=[f"arn:aws:sns:{ACCOUNT}:pager"], period=60, region="eu-central-1", statistic="", threshold=1.5,
        threshold_metric_id="", treat_missing_data="missing", unit="",
    ),
    "aws_route53_record": {
        "alias": [{"evaluate_target_health": True, "name": "NAME-1234567890.eu-central-1.elb.amazonaws.com",
                   "zone_id": "Z215JYRZR1TBD5"}],
        "allow_overwrite": None, "cidr_routing_policy": [], "failover_routing_policy": [], "fqdn": "NAME.shop.example.com",
        "geolocation_routing_policy": [], "health_check_id": "", "id": "Z0123456789_NAME_A", "latency_routing_policy": [],
        "multivalue_answer_routing_policy": False, "name": "NAME.shop.example.com", "records": [], "set_identifier": "",
        "timeouts": None, "ttl": 0, "type": "A", "weighted_routing_policy": [], "zone_id": "Z0123456789",
    },
    "aws_db_instance": _tagged(
        "rds", address="NAME.c9akciq32.eu-central-1.rds.amazonaws.com", allocated_storage=100, allow_major_version_upgrade=None,
        apply_immediately=False, auto_minor_version_upgrade=True, availability_zone="eu-central-1a",
        backup_retention_period=14, backup_window="02:00-03:00", blue_green_update=[], ca_cert_identifier="rds-ca-rsa2048-g1",
        copy_tags_to_snapshot=True, db_name="app", db_subnet_group_name="private", deletion_protection=True,
        enabled_cloudwatch_logs_exports=["postgresql", "upgrade"], endpoint="NAME.c9akciq32.eu-central-1.rds.amazonaws.com:5432",
        engine="postgres", engine_version="16.4", identifier="NAME", instance_class="db.m6g.large", iops=3000,
        maintenance_window="mon:03:00-mon:04:00", manage_master_user_password=None, master_user_secret=[],
        max_allocated_storage=500, multi_az=True, network_type="IPV4",
        option_group_name="default:postgres-16", parameter_group_name="default.postgres16",
        password="not-a-secret-NAME", performance_insights_enabled=True, port=5432, publicly_accessible=False,
        region="eu-central-1", replicas=[], restore_to_point_in_time=[], s3_import=[],
        skip_final_snapshot=False, storage_encrypted=True,
        storage_throughput=125, storage_type="gp3", timeouts=None, username="app", vpc_security_group_ids=["sg-NAME"],
    ),
    "aws_ecs_task_definition": _tagged(
        "ecs-task", container_definitions=CONTAINERS, cpu="256", ephemeral_storage=[], family="NAME", ipc_mode="", memory="512",
        execution_role_arn="arn:aws:iam::123456789012:role/NAME", network_mode="awsvpc", pid_mode="", placement_constraints=[],
        proxy_configuration=[], requires_compatibilities=["FARGATE"], revision=17, runtime_platform=[], skip_destroy=False,
        task_role_arn="arn:aws:iam::123456789012:role/NAME", track_latest=False, volume=[],
    ),
    "aws_ecs_service": _tagged(
        "ecs", alarms=[], availability_zone_rebalancing="DISABLED", capacity_provider_strategy=[], cluster="staging",
        deployment_circuit_breaker=[{"enable": True, "rollback": True}], deployment_controller=[{"type": "ECS"}],
        deployment_maximum_percent=200, deployment_minimum_healthy_percent=100, desired_count=3, enable_ecs_managed_tags=False,
        enable_execute_command=False, force_delete=None, force_new_deployment=None, health_check_grace_period_seconds=30,
        iam_role="/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS", launch_type="FARGATE",
        load_balancer=[{"advanced_configuration": [], "container_name": "app", "container_port": 8080, "elb_name": "",
                        "target_group_arn": f"arn:aws:elasticloadbalancing:{ACCOUNT}:targetgroup/NAME/73e2d6bc24d8a067"}],
        name="NAME", network_configuration=[{"assign_public_ip": False, "security_groups": ["sg-NAME"],
                                             "subnets": ["subnet-0a1b2c3d", "subnet-1b2c3d4e"]}],
        ordered_placement_strategy=[], placement_constraints=[], platform_version="LATEST", propagate_tags="NONE",
        scheduling_strategy="REPLICA", service_connect_configuration=[], service_registries=[],
        task_definition="NAME:17", timeouts=None, triggers={}, volume_configuration=[], wait_for_steady_state=False,
    ),
    "aws_sqs_queue": _tagged(
        "sqs", content_based_deduplication=False, deduplication_scope="", delay_seconds=0, fifo_queue=False,
        fifo_throughput_limit="", kms_data_key_reuse_period_seconds=300, kms_master_key_id="", max_message_size=262144,
        message_retention_seconds=345600, name="NAME-jobs", name_prefix="", policy=POLICY, receive_wait_time_seconds=20,
        redrive_allow_policy="", redrive_policy="", region="eu-central-1", sqs_managed_sse_enabled=True,
        url="https://sqs.eu-central-1.amazonaws.com/123456789012/NAME-jobs", visibility_timeout_seconds=60,
    ),
    "aws_lambda_function": _tagged(
        "lambda", architectures=["arm64"], code_sha256="b3Jhbmdl", code_signing_config_arn="", dead_letter_config=[],
        description="", environment=[{"variables": {"QUEUE": "NAME-jobs", "STAGE": "staging"}}],
        ephemeral_storage=[{"size": 512}], file_system_config=[], filename="build/NAME.zip", function_name="NAME-jobs",
        handler="main.handler", image_config=[], invoke_arn="arn:aws:apigateway:eu-central-1:lambda:path/NAME", kms_key_arn="",
        last_modified="2026-05-04T10:11:12.000+0000", layers=[], memory_size=256, package_type="Zip", publish=False,
        reserved_concurrent_executions=-1, role="arn:aws:iam::123456789012:role/NAME", runtime="python3.13",
        source_code_hash="b3Jhbmdl", source_code_size=412345, timeout=30, tracing_config=[{"mode": "Active"}], vpc_config=[],
    ),
    "aws_lb": _tagged(
        "lb", access_logs=[{"bucket": "NAME-data", "enabled": True, "prefix": "lb"}], client_keep_alive=3600, connection_logs=[],
        customer_owned_ipv4_pool="", desync_mitigation_mode="defensive",
        dns_name="NAME-1234567890.eu-central-1.elb.amazonaws.com",
        dns_record_client_routing_policy=None, drop_invalid_header_fields=True, enable_cross_zone_load_balancing=True,
        enable_deletion_protection=True, enable_http2=True, enable_waf_fail_open=False, idle_timeout=60, internal=False,
        ip_address_type="ipv4", ipam_pools=[], load_balancer_type="application", minimum_load_balancer_capacity=[],
        name="NAME", name_prefix="", preserve_host_header=False, region="eu-central-1", security_groups=["sg-NAME"],
        subnet_mapping=[], subnets=["subnet-0a1b2c3d", "subnet-1b2c3d4e"], timeouts=None, vpc_id="vpc-0a1b2c3d",
        xff_header_processing_mode="append", zone_id="Z215JYRZR1TBD5",
    ),
    "aws_lb_target_group": _tagged(
        "targetgroup", connection_termination=None, deregistration_delay="300",
        health_check=[{"enabled": True, "healthy_threshold": 3, "interval": 30, "matcher": "200", "path": "/health",
                       "port": "traffic-port", "protocol": "HTTP", "timeout": 5, "unhealthy_threshold": 3}],
        ip_address_type="ipv4", lambda_multi_value_headers_enabled=False, load_balancer_arns=[f"arn:aws:lb:{ACCOUNT}:NAME"],
        load_balancing_algorithm_type="round_robin", name="NAME", name_prefix="", port=8080, preserve_client_ip=None,
        protocol="HTTP", protocol_version="HTTP1", proxy_protocol_v2=False, region="eu-central-1", slow_start=0,
        stickiness=[{"cookie_duration": 86400, "cookie_name": "", "enabled": False, "type": "lb_cookie"}],
        target_failover=[{"on_deregistration": None, "on_unhealthy": None}], target_health_state=[], target_type="ip",
        vpc_id="vpc-0a1b2c3d",
    ),
    "aws_lb_listener": _tagged(
        "listener", alpn_policy=None, certificate_arn=f"arn:aws:acm:{ACCOUNT}:certificate/0f1e2d3c",
        default_action=[{"authenticate_cognito": [], "authenticate_oidc": [], "fixed_response": [], "forward": [], "order": 1,
                         "redirect": [], "target_group_arn": f"arn:aws:targetgroup:{ACCOUNT}:NAME", "type": "forward"}],
        load_balancer_arn=f"arn:aws:lb:{ACCOUNT}:NAME", mutual_authentication=[], port=443, protocol="HTTPS",
        region="eu-central-1", ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06", tcp_idle_timeout_seconds=None, timeouts=None,
    ),
}  # fmt: skip

UNKNOWN: Mapping[str, tuple[str, ...]] = {
    "aws_security_group": ("owner_id",),
    "aws_security_group_rule": ("security_group_rule_id",),
    "aws_iam_role": ("create_date", "managed_policy_arns", "unique_id"),
    "aws_iam_policy": ("attachment_count", "policy_id"),
    "aws_s3_bucket": ("acceleration_status", "bucket_domain_name", "grant", "hosted_zone_id", "request_payer"),
    "aws_kms_key": ("key_id",),
    "aws_db_instance": ("address", "endpoint", "option_group_name", "parameter_group_name", "replicas"),
    "aws_ecs_task_definition": ("revision",),
    "aws_ecs_service": ("iam_role", "platform_version", "triggers"),
    "aws_sqs_queue": ("url", "redrive_allow_policy"),
    "aws_lambda_function": ("invoke_arn", "last_modified", "source_code_size"),
    "aws_lb": ("dns_name", "ip_address_type", "subnet_mapping", "vpc_id", "zone_id"),
    "aws_lb_target_group": ("ip_address_type", "load_balancer_arns", "load_balancing_algorithm_type", "stickiness"),
    "aws_lb_listener": ("mutual_authentication", "tcp_idle_timeout_seconds"),
}
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "aws_security_group_rule": {"security_group_id": "aws_security_group.this.id"},
    "aws_iam_role_policy_attachment": {"policy_arn": "aws_iam_policy.this.arn"},
    "aws_s3_bucket_policy": {"bucket": "aws_s3_bucket.this.id"},
    "aws_ecs_task_definition": {"task_role_arn": "aws_iam_role.this.arn"},
    "aws_ecs_service": {"task_definition": "aws_ecs_task_definition.this.arn"},
    "aws_lambda_function": {"role": "aws_iam_role.this.arn"},
    "aws_lb_listener": {
        "load_balancer_arn": "aws_lb.this.arn",
        "default_action.target_group_arn": "aws_lb_target_group.this.arn",
    },
}
