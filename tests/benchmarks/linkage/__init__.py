"""What the linking benchmark is made of: data as claims, a file of incidents, a feed, measures."""
