"""What diagrams look like: one style sheet for light and dark, in colours for the colour-blind.

Source of the colours: Okabe and Ito, Color Universal Design. Signs say in letters what colours say.
"""

FONT = "Arial, Helvetica, 'Liberation Sans', 'Noto Sans', sans-serif"

RULES = """
.wp{--paper:#fff;--ink:#1b1b1b;--quiet:#6d6d6d;--more:#0072b2;--less:#d55e00;--open:#777;\
--stock:#eef3f7;--pipe:#9fb0bd;--reinforcing:#0072b2;--balancing:#d55e00}
@media (prefers-color-scheme:dark){.wp{--paper:#16191d;--ink:#e9e9e9;--quiet:#a3a3a3;\
--more:#56b4e9;--less:#f0a04b;--open:#9a9a9a;--stock:#232a31;--pipe:#5b6b78;\
--reinforcing:#56b4e9;--balancing:#f0a04b}}
.wp text{font-family:FONT;font-size:13px;fill:var(--ink);text-anchor:middle}
.wp .paper{fill:var(--paper)}
.wp .arc{fill:none;stroke:var(--open);stroke-width:1.5}
.wp .head{fill:var(--open);stroke:none}
.wp .more .arc,.wp .more .bars{stroke:var(--more)} .wp .more .head{fill:var(--more)}
.wp .less .arc,.wp .less .bars{stroke:var(--less)} .wp .less .head{fill:var(--less)}
.wp .changes .arc{stroke-dasharray:7 3}
.wp .unknown .arc{stroke-dasharray:2 3}
.wp .bars{stroke:var(--open);stroke-width:2;fill:none}
.wp .sign{font-size:15px;font-weight:700;fill:var(--open);stroke:var(--paper);stroke-width:3px;\
paint-order:stroke;stroke-linejoin:round}
.wp .more .sign{fill:var(--more)} .wp .less .sign{fill:var(--less)}
.wp .name{stroke:var(--paper);stroke-width:3px;paint-order:stroke;stroke-linejoin:round}
.wp .box{fill:var(--stock);stroke:var(--ink);stroke-width:1.4}
.wp .stock .name{stroke:none}
.wp .flow .name{font-size:12px}
.wp .parameter .name{fill:var(--quiet)}
.wp .information .arc{stroke:var(--open);stroke-width:1;opacity:.85}
.wp .wall{fill:none;stroke:var(--ink);stroke-width:7;stroke-linejoin:round}
.wp .bore{fill:none;stroke:var(--pipe);stroke-width:4.4;stroke-linejoin:round}
.wp .pipehead{fill:var(--ink)}
.wp .valve{fill:var(--paper);stroke:var(--ink);stroke-width:1.4;stroke-linejoin:round}
.wp .cloud{fill:var(--paper);stroke:var(--quiet);stroke-width:1.4}
.wp .ring{fill:none;stroke:var(--quiet);stroke-width:1.6}
.wp .ringhead{fill:var(--quiet)}
.wp .loop text{font-weight:700;fill:var(--ink)}
.wp .loop .caption{font-size:11px;font-weight:400;font-style:italic;fill:var(--quiet);\
stroke:var(--paper);stroke-width:3px;paint-order:stroke}
.wp .r .ring{stroke:var(--reinforcing)} .wp .r .ringhead{fill:var(--reinforcing)}
.wp .b .ring{stroke:var(--balancing)} .wp .b .ringhead{fill:var(--balancing)}
.wp .title{font-size:16px;font-weight:700;text-anchor:start}
.wp .key{font-size:11px;fill:var(--quiet);text-anchor:start}
""".replace("FONT", FONT).strip()
"""The style sheet that every diagram carries in itself."""
