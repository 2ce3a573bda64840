"""What somebody might put into a file to do harm: one table, by the kind of harm.

Spreadsheet formulas have no way out yet: no CSV is exported. Until one is, they are held to be text in the places where text
leaves today: HTML and its attributes, Markdown, front matter, JSON, the annotations of GitHub, the terminal.
"""

from __future__ import annotations

HARMS: dict[str, tuple[str, ...]] = {
    "markup": (
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</td></tr></table></div><svg onload=alert(1)></svg>",
        "</title></style></textarea></script><script>alert(1)</script>",
        "<!-- x --> ]]> <![CDATA[ &lt;b&gt; &#60;i&#62;",
    ),
    "attributes": (
        '" onmouseover="alert(1)" x="',
        "' autofocus onfocus='alert(1)' x='",
        "`onclick=alert(1)`",
        "{: onclick=alert(1) style=x #top .md-typeset }",
    ),
    "template braces": ("{{ 7*7 }} {% include 'x' %} {# gone #}", "${7*7} #{7*7} <%= 7*7 %>", "{{ config.site_name }}"),
    "markdown": (
        "# x {#top}",
        "- one - two",
        "1. x",
        "| a | b | `c` **d** *e* ~~f~~ \\* [^1] [TOC]",
        "!!! note",
        "```x",
        "    indented",
        "x\n\n## y {#top}\n\n---\n\n> z",
    ),
    "front matter": ("---\ntitle: x\n---", '"\ntemplate: evil.html\nx: "', "...\n---\nhide: [x]"),
    "yaml": (
        '!!python/object/apply:os.system ["true"]',
        "!!binary aGk=",
        "&a [*a]",
        "<<: {x: y}",
        "*x",
        "%YAML 1.1",
        "? x",
        "@x",
        "# x",
        "x: y: z",
        "'",
    ),
    "naughty strings": (
        "null",
        "true",
        "1e1000",
        "0x1F",
        "NaN",
        "-0",
        "undefined",
        "   ",
        "\N{REPLACEMENT CHARACTER}",
        "e\u0301" * 20,
        "z\u0300\u0301\u0302\u0303\u0304\u0305" * 20,
        "\U0001f468\u200d\U0001f469\u200d\U0001f467",
        "\ufdfd" * 20,
        "\ue000\ue001",
        "1/0",
        "../..//",
    ),
    "encodings": ("\udc80", "\ufffe", "\uffff", "\0", "caf\xc3\xa9", "\ufeffx", "\x85\x85x"),
    "paths": ("../../etc/passwd", "/etc/passwd", "..\\..\\x", "index", "con", "a/b", "%2e%2e%2f", "file:///etc/passwd"),
    "other schemes": (
        "javascript:alert(1)",
        "JaVaScRiPt://%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//evil.example/x",
        "[x](javascript:alert(1)) ![x](http://evil.example/p.png)",
        "<javascript:alert(1)>",
        "[x](data:text/html;base64,eA==)",
        "[x](//evil.example)",
        "https://user:secret@evil.example/",
        "https://evil.example\\@good.example/",
        "https://\u0430pple.example/",
    ),
    "look-alike text": ("K\u0430ta'ib Hezbollah", "\u0421\u0430m\u0440 K\u0430lsu", "Ｋａｔａｉｂ", "𝐊𝐚𝐭𝐚𝐢𝐛"),
    "hidden direction": (
        "a\u202eb",
        "a\u2066b\u2069",
        "a\u200fb\u061c",
        "a\u200bb",
        "a\u00adb",
        "a\u2060b",
        "a\U000e0041b",
    ),
    "spreadsheet formulas": (
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1+1)",
        '=HYPERLINK("http://evil.example","x")',
        "\t=1+1",
    ),
    "terminal escapes": (
        "\x1b[31mred\x1b[0m",
        "\x9b31mred",
        "\x07\x08\x7f",
        "\x1b]8;;http://evil.example\x07x",
        "x\ry",
    ),
    "workflow commands": (
        "::error file=a,line=1::x",
        "x\n::set-output name=a::b",
        "%0A::warning::x",
        "::stop-commands::x",
    ),
    "scripts in data": ("</script><!--<script>", "\u2028\u2029", '"}]}</script>', "\\u003c"),
    "long text": ("x" * 290, "x" * 5_000, "x " * 20_000, "\u0627" * 5_000, " " * 20_000 + "x", "[" * 10_000),
}
"""Kind of harm to the texts that would do it. Whole files that do harm stand in `test_files.py`."""

CASES = [(f"{kind}-{number}", payload) for kind, payloads in HARMS.items() for number, payload in enumerate(payloads)]
