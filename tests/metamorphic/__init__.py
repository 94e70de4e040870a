"""Rewrites of a source tree that may not change what a load balancer does, and so may not change a verdict."""
