"""The proofs: what each of them says of an exercise."""
