"""Law as dated data: the statute tree, its checks, its projection and its compilation to records."""
