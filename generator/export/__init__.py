"""The data in the formats of others, a module each; kinds are asked for what they declare, and never named."""
