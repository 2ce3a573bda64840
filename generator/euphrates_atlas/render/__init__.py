"""Pages as Markdown, from the checked atlas."""
