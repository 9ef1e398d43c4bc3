import { consentStyle as style } from '../../consent-style.js';
import { escapeHtml, page } from '../../html.js';
import type { Scope } from '../scopes.js';
import { scopeLabels } from '../scopes.js';
import type { CheckedRequest } from './consent.js';

export const labelOf = (scope: string): string => scopeLabels[scope as Scope] ?? 'Unknown here';

/** One box for each scope, with the name that errors call it by. */
export const scopeBox = (scope: string, field: string, checked: boolean): string =>
  `<label class="scope"><input type="checkbox" name="${field}" value="${escapeHtml(scope)}"${checked ? ' checked' : ''}>
  <span>${escapeHtml(labelOf(scope))} <span class="quiet"><code>${escapeHtml(scope)}</code></span></span></label>`;

/** The question a person answers: which workspace, and which of the scopes that are ticked in the Hub. */
export function consentPage({ app, workspaces, redirectUri, state }: CheckedRequest, action: string): string {
  const hidden = {
    client_id: app.clientId,
    redirect_uri: redirectUri,
    ...(state === undefined ? {} : { state }),
  };
  const inputs = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`,
  );
  const options = workspaces.map((workspace) => {
    const people = workspace.activeAdmins.map(
      ({ id, name }) => `<option value="${escapeHtml(`${workspace.id}/${id}`)}">${escapeHtml(name)}</option>`,
    );
    return `<optgroup label="${escapeHtml(`${workspace.name} (${workspace.id})`)}">${people.join('')}</optgroup>`;
  });
  const boxes = app.scopes.map((scope) => scopeBox(scope, 'granted', true));
  const main = `<main class="card">
  <p class="mark">Intercom · sandbox</p>
  <h1>Allow ${escapeHtml(app.name)} to access your Intercom workspace?</h1>
  <form method="post" action="${escapeHtml(action)}">
    ${inputs.join('')}
    <div><label for="who">Signed in as</label><select id="who" name="who" data-testid="consent-user">${options.join('')}</select></div>
    <fieldset><legend>It will be able to</legend>${boxes.join('')}</fieldset>
    <div class="buttons">
      <button name="decision" value="deny" data-testid="consent-deny">Deny</button>
      <button class="primary" name="decision" value="allow" data-testid="consent-allow">Authorize access</button>
    </div>
    <p class="quiet">You will be sent to <code>${escapeHtml(redirectUri)}</code></p>
  </form>
</main>`;
  return page(`Allow ${app.name}?`, main, { style });
}

export function refusalPage(reason: string): string {
  const main = `<main class="card"><h1>This app cannot be authorised</h1><p style="margin-top:12px">${escapeHtml(reason)}</p></main>`;
  return page('Request refused', main, { style });
}
