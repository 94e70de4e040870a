"""Baidu AI Cloud: the application balancer (``baiducloud_appblb_*``) and the ordinary one (``baiducloud_blb_*``).

What the provider takes, sends and drops is read from baidubce/terraform-provider-baiducloud v1.23.5. There is no Pulumi
provider of the vendor's own: users bridge Terraform's, whose tokens follow from its names.
"""
