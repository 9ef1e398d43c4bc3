import type { Answer } from '../../answer.js';
import { escapeHtml, page } from '../../html.js';
import type { Call } from '../call.js';
import type { FreshdeskSite } from '../site.js';

/** One web page of the site, or what its form leads to. They know no login: whoever sees the sandbox is let in. */
export interface WebPage {
  method: 'GET' | 'POST';
  path: string;
  work: (call: Call) => Answer;
}

const places = [
  ['/a/admin/automations', 'Automations'],
  ['/a/admin/roles', 'Roles'],
  ['/a/profile', 'Profile'],
] as const;
export type Place = (typeof places)[number][0];

const style = `
body { padding: 20px 24px 48px; max-width: 860px; margin: 0 auto; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 8px 24px; margin-bottom: 20px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; }
nav a { color: inherit; padding: 8px 0; }
nav a[aria-current] { font-weight: 600; text-decoration-thickness: 2px; text-underline-offset: 5px; }
main { display: grid; gap: 20px; }
section { padding: 20px; display: grid; gap: 14px; min-width: 0; }
form { display: grid; gap: 14px; }
form > button { justify-self: start; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 14px; }
.boxes { border: 0; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr)); gap: 4px 18px; }
.boxes label { display: flex; gap: 10px; align-items: center; min-height: 32px; font-weight: 400; margin: 0; }
.boxes input { width: 16px; height: 16px; margin: 0; accent-color: var(--accent); flex: none; }
.mono, textarea.mono { font-family: ui-monospace, SFMono-Regular, Menlo, monospace; font-size: 0.875rem; }
.rule { border-top: 1px solid var(--line); padding-top: 14px; display: grid; gap: 8px; min-width: 0; }
.title { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 12px; }
.buttons { display: flex; flex-wrap: wrap; gap: 10px; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: 0.8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, monospace; }
.error { border: 1px solid var(--danger); color: var(--danger); border-radius: 6px; padding: 8px 12px; }
.done { border: 1px solid var(--line); background: var(--accent-soft); border-radius: 6px; padding: 8px 12px; }
summary { cursor: pointer; min-height: 32px; font-weight: 600; }
`;

/** A page of the site's admin area: its name, the way to the others, and what is on it. */
export function sitePage(site: FreshdeskSite, place: Place, main: string, status = 200): Answer {
  const title = places.find(([path]) => path === place)?.[1] ?? '';
  const links = places.map(
    ([path, name]) =>
      `<a href="${pathAt(site, path)}"${path === place ? ' aria-current="page"' : ''}>${name}</a>`,
  );
  const body = `<header>
  <div><p class="quiet">${escapeHtml(site.domain)}.freshdesk.com · sandbox</p><h1>${title}</h1></div>
  <nav aria-label="Admin">${links.join('')}<a href="/?desk=freshdesk:${escapeHtml(site.domain)}">Tickets</a></nav>
</header>
<main>${main}</main>`;
  const headers = { 'cache-control': 'no-store', 'x-frame-options': 'DENY' };
  return { status, body: page(`${title} · ${site.domain}`, body, { style }), headers };
}

/** Back to a page after its form was sent. */
export const backTo = (site: FreshdeskSite, place: Place, query = ''): Answer => ({
  status: 303,
  headers: { location: `${pathAt(site, place)}${query}` },
});

export const pathAt = (site: FreshdeskSite, path: string): string =>
  `/freshdesk/${escapeHtml(site.domain)}${path}`;

export const formOf = ({ sent }: Call): URLSearchParams => new URLSearchParams(sent);

export const option = (value: string, label: string, selected = false): string =>
  `<option value="${escapeHtml(value)}"${selected ? ' selected' : ''}>${escapeHtml(label)}</option>`;
