"""Pages across entries: indexes, dates, places, differences, work to do, and the manual of fields, codes and rules."""
