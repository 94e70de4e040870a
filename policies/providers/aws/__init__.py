"""AWS: what hangs on ``aws_lb`` (``elbv2``), and the classic ``aws_elb`` (``classic``)."""
