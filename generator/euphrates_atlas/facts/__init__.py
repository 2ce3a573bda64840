"""Conclusions from all entries together: dates, speakers, origins, rivals, ties."""
