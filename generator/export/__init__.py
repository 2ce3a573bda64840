"""The data in the formats of others, a module each and a row in `formats`; kinds are asked for what they declare."""
