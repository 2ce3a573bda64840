"""The names of months, in English and in Arabic."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""From a table, because those of the `calendar` module depend on the locale of the machine."""
ARABIC_MONTHS = (
    "كانون الثاني|يناير", "شباط|فبراير", "آذار|اذار|مارس", "نيسان|أبريل|ابريل", "أيار|ايار|مايو", "حزيران|يونيو",
    "تموز|يوليو", "آب|أغسطس|اغسطس", "أيلول|ايلول|سبتمبر", "تشرين الأول|تشرين الاول|أكتوبر|اكتوبر",
    "تشرين الثاني|نوفمبر", "كانون الأول|كانون الاول|ديسمبر",
)  # fmt: skip
"""The names of each month, those of the Levant and of Iraq before those of Egypt."""
MONTH_NUMBERS = {name[:3].lower(): number for number, name in enumerate(MONTHS, start=1)}
"""By the first three letters of the English names."""


def month_of(day: str) -> str:
    """Return the name of the month of a day or a month: "March" of `2024-03` and `2024-03-12`."""
    return MONTHS[int(day[5:7]) - 1]


def month_number(name: str) -> int:
    """Return the number of a month by its English name, of which three letters are enough."""
    return MONTH_NUMBERS[name[:3].lower()]
