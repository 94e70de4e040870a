"""A stand-in for the real providers, served over gRPC, so that the real terraform plans whole configurations offline."""
