"""The other material of editors: lists of candidates, audits, examples of rules, drafts of new entries."""
