"""Makes what goes to others out of the two halves of an assignment."""
