const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** A whole page in the sandbox's one look: system font, dark or light as the reader has it, narrow or wide. */
export function page(
  title: string,
  main: string,
  extra: { style?: string; script?: string; bodyClass?: string } = {},
): string {
  const script = extra.script ? `<script>${extra.script}</script>` : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${look}${extra.style ?? ''}</style>
</head>
<body class="${extra.bodyClass ?? ''}">
${main}
${script}
</body>
</html>`;
}

const look = `
:root {
  color-scheme: light dark;
  --ground: #f5f6f8; --card: #fff; --ink: #1a1d23; --quiet: #5b6270; --line: #dfe2e8; --field: #8a919e;
  --accent: #17494d; --accent-ink: #fff; --accent-soft: #e3f0ef; --note: #fff6dd; --note-line: #e3c878; --note-ink: #6a4b00;
  --danger: #a3192b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #131619; --card: #1b1f24; --ink: #e8eaee; --quiet: #a2a9b6; --line: #30363e; --field: #747c8a;
    --accent: #7fd1c7; --accent-ink: #0c2421; --accent-soft: #1d3836; --note: #37301a; --note-line: #6b5a24; --note-ink: #f3d98b;
    --danger: #ff8f9c;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1, h2, h3, p { margin: 0; }
h1 { font-size: 1.3rem; line-height: 1.3; letter-spacing: -0.01em; }
h2 { font-size: 1rem; }
label { display: block; font-weight: 600; font-size: 0.875rem; margin-bottom: 4px; }
input:not([type=checkbox]):not([type=radio]), textarea, select {
  width: 100%; padding: 8px 10px; font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--field); border-radius: 6px;
}
textarea { resize: vertical; }
button {
  font: inherit; font-weight: 600; padding: 8px 16px; min-height: 40px; border-radius: 6px; cursor: pointer;
  border: 1px solid var(--field); background: transparent; color: inherit;
}
button.primary { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
button:disabled { opacity: 0.55; cursor: default; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.quiet { color: var(--quiet); font-size: 0.875rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
code { font: 0.85em ui-monospace, SFMono-Regular, Menlo, monospace; overflow-wrap: anywhere; }
`;
