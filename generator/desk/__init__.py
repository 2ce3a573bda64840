"""What people work with beside the entries: lists of candidates, audits, examples of rules, drafts of new entries."""
