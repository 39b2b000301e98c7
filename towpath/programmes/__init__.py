"""What is delivered: programmes as dated history, their contracts, phases, sites, posts, milestones and targets."""
