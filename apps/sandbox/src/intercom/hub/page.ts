import { escapeHtml, page } from '../../html.js';
import { scopeBox } from '../oauth/consent-page.js';
import { scopes } from '../scopes.js';
import type { Topic } from '../webhooks/topics.js';
import { topics } from '../webhooks/topics.js';
import type { HubApp } from './app.js';

const style = `
body { padding: 24px 16px 48px; }
main { max-width: 720px; margin: 0 auto; display: grid; gap: 20px; }
.card { padding: 20px 24px; min-width: 0; }
.mark { color: var(--quiet); font-size: 0.8rem; margin-bottom: 6px; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 8px 20px; margin: 14px 0; }
dt { font-weight: 600; font-size: 0.875rem; }
dd { margin: 0; }
form { display: grid; gap: 16px; margin-top: 14px; }
form button { justify-self: start; }
fieldset { border: 0; margin: 0; padding: 0; }
legend { font-weight: 600; font-size: 0.875rem; padding: 0; margin-bottom: 6px; }
.boxes { display: grid; grid-template-columns: repeat(auto-fill, minmax(260px, 1fr)); gap: 0 20px; }
.scope { display: flex; gap: 10px; align-items: flex-start; padding: 6px 0; font-weight: 400; margin: 0; }
.scope input { margin: 4px 0 0; width: 16px; height: 16px; accent-color: var(--accent); flex: none; }
.scope span span { display: block; }
.problem { border: 1px solid var(--danger); color: var(--danger); border-radius: 6px; padding: 8px 12px; }
`;

const topicBox = (topic: Topic, checked: boolean) =>
  `<label class="scope"><input type="checkbox" name="topics" value="${topic}"${checked ? ' checked' : ''}><span><code>${topic}</code></span></label>`;

/** Everything of one app, its secrets too: it is its maker's page. */
export function hubPage(app: HubApp, nowMs: number, problem?: string): string {
  const { clientId, secret, accessToken, subscription, visibility } = app;
  const to = (path: string) => `/intercom-app/developer-hub/${encodeURIComponent(clientId)}${path}`;
  const facts = [
    ['Client ID', 'hub-client-id', clientId],
    ['Client secret', 'hub-client-secret', secret],
    ['Access token', 'hub-access-token', accessToken],
    ['Workspace', 'hub-workspace', app.homeWorkspaceId],
    ['Kind', 'hub-kind', visibility],
    ['Redirect URLs', 'hub-redirects', app.redirectUris.join(' ')],
  ] as const;
  const list = facts.map(
    ([label, testid, value]) =>
      `<dt>${label}</dt><dd><code data-testid="${testid}">${escapeHtml(value)}</code></dd>`,
  );
  const boxes = scopes.map((scope) => scopeBox(scope, 'scopes', app.scopes.includes(scope)));
  const shown = topics.map((topic) => topicBox(topic, subscription.topics.includes(topic)));
  const main = `<main>
  <section class="card">
    <p class="mark">Developer Hub · Intercom · sandbox</p>
    <h1>${escapeHtml(app.name)}</h1>
    ${problem === undefined ? '' : `<p class="problem" role="alert" data-testid="hub-problem">${escapeHtml(problem)}</p>`}
    <dl>${list.join('')}</dl>
    <form method="post" action="${to('/access-token')}"><button data-testid="hub-regenerate">Regenerate access token</button></form>
  </section>
  <section class="card">
    <h2>Authentication</h2>
    <form method="post" action="${to('/scopes')}">
      <fieldset><legend>Scopes</legend><div class="boxes">${boxes.join('')}</div></fieldset>
      <button class="primary" data-testid="hub-save-scopes">Save scopes</button>
    </form>
  </section>
  <section class="card">
    <h2>Webhooks <span class="quiet" data-testid="hub-webhook-state">${subscription.state(nowMs)}</span></h2>
    <form method="post" action="${to('/webhooks')}">
      <div><label for="url">Endpoint URL</label><input id="url" name="url" inputmode="url" value="${escapeHtml(subscription.url ?? '')}" data-testid="hub-webhook-url"></div>
      <fieldset><legend>Topics</legend><div class="boxes">${shown.join('')}</div></fieldset>
      <button class="primary" data-testid="hub-save-webhook">Save webhooks</button>
    </form>
    <form method="post" action="${to('/ping')}"><button data-testid="hub-ping">Send a test request</button></form>
  </section>
</main>`;
  return page(`${app.name} · Developer Hub`, main, { style });
}
