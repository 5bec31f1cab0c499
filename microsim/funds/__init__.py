"""The books of the funds: opening stocks, what the kernel cannot know, closing stocks."""
