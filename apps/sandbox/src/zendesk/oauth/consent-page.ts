import { consentStyle as style } from '../../consent-style.js';
import { escapeHtml, page } from '../../html.js';
import type { Site } from '../site.js';
import type { User } from '../types.js';
import type { CheckedRequest } from './authorize.js';

const verbs: Record<string, string> = { read: 'Read', write: 'Create and change' };

function meaning(scope: string): string {
  if (scope === 'read') return 'Read everything you can see';
  if (scope === 'write') return 'Create and change everything you can';
  if (scope === 'impersonate') return 'Act on behalf of end users';
  const [resource = scope, verb = ''] = scope.split(':');
  return verbs[verb] ? `${verbs[verb]} ${resource.replaceAll('_', ' ')}` : 'Unknown to this site';
}

const roleName = (user: User) =>
  user.role === 'admin' ? 'admin' : user.restricted_agent ? 'light agent' : 'agent';

/** The question a person answers: who is signed in, and which of the requested scopes are granted. */
export function consentPage(site: Site, { client, request, scopes }: CheckedRequest, action: string): string {
  const staff = [...site.users.values()].filter(({ role, active }) => role !== 'end-user' && active);
  const preferred = staff.find(({ role }) => role === 'admin') ?? staff[0];
  const options = staff.map((user) => {
    const chosen = user === preferred ? ' selected' : '';
    return `<option value="${user.id}"${chosen}>${escapeHtml(user.name)} (${roleName(user)})</option>`;
  });
  const hidden = Object.entries(request).flatMap(([name, value]) =>
    value === undefined ? [] : `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  const boxes = scopes.map(
    (
      scope,
    ) => `<label class="scope"><input type="checkbox" name="granted" value="${escapeHtml(scope)}" checked>
      <span>${escapeHtml(meaning(scope))} <span class="quiet"><code>${escapeHtml(scope)}</code></span></span></label>`,
  );
  const main = `<main class="card">
  <p class="mark">${escapeHtml(site.subdomain)}.zendesk.com · sandbox</p>
  <h1>Allow ${escapeHtml(client.name)} to access your Zendesk account?</h1>
  <form method="post" action="${escapeHtml(action)}">
    ${hidden.join('')}
    <div><label for="user">Signed in as</label><select id="user" name="user_id" data-testid="consent-user">${options.join('')}</select></div>
    <fieldset><legend>It asks to</legend>${boxes.join('')}</fieldset>
    <div class="buttons">
      <button name="decision" value="deny" data-testid="consent-deny">Deny</button>
      <button class="primary" name="decision" value="allow" data-testid="consent-allow">Allow</button>
    </div>
    <p class="quiet">You will be sent to <code>${escapeHtml(request.redirect_uri)}</code></p>
  </form>
</main>`;
  return page(`Allow ${client.name}?`, main, { style });
}

export function refusalPage(error: string, reason: string): string {
  const main = `<main class="card"><p class="mark"><code>${escapeHtml(error)}</code></p>
  <h1>This request cannot be authorised</h1><p style="margin-top:12px">${escapeHtml(reason)}</p></main>`;
  return page('Request refused', main, { style });
}
