/** One light style for screen, telephone and A4 paper; fonts that every reader has. */
export const STYLE = `
:root{color-scheme:light}
body{margin:0;background:#fff;color:#1f2328;font:16px/1.5 Georgia,"Times New Roman",serif}
main{max-width:46rem;margin:0 auto;padding:1rem 1rem 4rem}
h1{font-size:1.7rem;line-height:1.2;margin:1.5rem 0 .3rem}
h2{font-size:1.3rem;margin:2.2rem 0 .6rem;border-bottom:1px solid #d1d9e0;padding-bottom:.2rem}
h3{font-size:1.05rem;margin:1.4rem 0 .4rem;overflow-wrap:anywhere}
h4{font-size:1rem;margin:1rem 0 .3rem;overflow-wrap:anywhere}
summary>h3,summary>h4{display:inline}
.subtitle{margin:0 0 1rem;color:#59636e;overflow-wrap:anywhere}
nav ul{columns:2;padding-left:1.2rem;font-size:.95rem}
p,li{overflow-wrap:anywhere}
code,pre{font:.85em/1.45 ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
pre{background:#f6f8fa;padding:.6rem .8rem;white-space:pre-wrap;overflow-wrap:anywhere}
.wide{overflow-x:auto;margin:.7rem 0}
table{border-collapse:collapse;width:100%;font-size:.86rem;line-height:1.35}
caption{text-align:left;color:#59636e;padding-bottom:.25rem}
th,td{text-align:left;vertical-align:top;padding:.22rem .5rem .22rem 0;border-bottom:1px solid #d1d9e0}
th{font-weight:600;border-bottom:1.5px solid #59636e}
td{overflow-wrap:anywhere;min-width:3.5em}
.number{text-align:right;font-variant-numeric:tabular-nums}
td.number{white-space:nowrap}
.formula{margin:.35rem 0 .35rem 1.2rem;overflow-x:auto;overflow-y:hidden}
math{font-size:1em}
.formula math{display:inline math;line-height:2.1}
figure{margin:1rem 0}
figure svg{width:100%;height:auto;max-width:44rem}
figcaption{font-size:.86rem;color:#59636e}
details{margin:.5rem 0}
summary{cursor:pointer}
.tree{padding-left:1.1rem}
a{color:#0a5cad}
@media (max-width:36rem){nav ul{columns:1}body{font-size:15px}}
@media print{
@page{size:A4;margin:18mm 16mm}
body{font-size:10pt}
main{max-width:none;padding:0}
nav{display:none}
a{color:inherit;text-decoration:none}
h2,h3,h4,caption{break-after:avoid}
figure,tr{break-inside:avoid}
.wide,.formula{overflow:visible;break-before:avoid}
td.number{white-space:normal}
#verdict{break-after:page}
details:not([open])>*{display:block}
::details-content{content-visibility:visible;display:block}
}
`;
