import type { Desk } from '../desk.js';
import { escapeHtml, page } from '../html.js';
import { script } from './script.js';
import { style } from './style.js';

/** Both sides of one help desk: the customer's on the left, the agent's on the right; one at a time on a phone. */
export function deskPage(desks: Map<string, Desk>, chosen: string): string {
  const desk = desks.get(chosen);
  if (!desk)
    return page('Sandbox helpdesk', '<main class="empty"><h1>There is no help desk yet</h1></main>', {
      style,
    });
  const option = (value: string, text: string, selected = false) =>
    `<option value="${escapeHtml(value)}"${selected ? ' selected' : ''}>${escapeHtml(text)}</option>`;
  const choices = [...desks].map(([key, { platform, name }]) =>
    option(key, `${platform} · ${name}`, key === chosen),
  );
  const agents = desk
    .agents()
    .map(({ id, name, publicReplies }) => option(id, publicReplies ? name : `${name} (notes only)`));
  const statuses = desk.statuses().map((status) => option(status, status));
  const links = (desk.adminPages ?? []).map(
    ({ title, path }) => `<a href="${escapeHtml(path)}">${escapeHtml(title)}</a>`,
  );
  const main = `
<header>
  <h1>Sandbox helpdesk</h1>
  <div class="pick"><label for="desk">Help desk</label><select id="desk" data-testid="desk-select">${choices.join('')}</select></div>
</header>
${links.length > 0 ? `<nav class="quiet" aria-label="Admin pages">For admins: ${links.join(' · ')}</nav>` : ''}
<p id="error" class="error" role="alert" data-testid="page-error" hidden></p>
<div class="sides" role="group" aria-label="Side shown">
  <button type="button" data-side="customer" aria-pressed="true">Customer</button>
  <button type="button" data-side="agent" aria-pressed="false">Agent</button>
</div>
<main data-desk="${escapeHtml(chosen)}">
  <section id="customer" class="card" aria-labelledby="customer-title">
    <div class="head"><h2 id="customer-title">Customer</h2><span class="quiet">${escapeHtml(desk.customer)}</span></div>
    <form id="new">
      <div><label for="new-subject">Subject</label><input id="new-subject" data-testid="new-subject" required maxlength="150"></div>
      <div><label for="new-message">Message</label><textarea id="new-message" data-testid="new-message" rows="4" required></textarea></div>
      <button class="primary" data-testid="new-submit">Send ticket</button>
    </form>
    <h3>Your tickets</h3>
    <div id="customer-list" class="list" data-testid="customer-list"></div>
    <div id="customer-open" class="open" hidden>
      <h3 id="customer-subject"></h3>
      <div id="customer-messages" class="messages"></div>
      <form id="reply">
        <div><label for="customer-reply">Your reply</label><textarea id="customer-reply" data-testid="customer-reply" rows="3" required></textarea></div>
        <button class="primary" data-testid="customer-reply-submit">Send reply</button>
      </form>
    </div>
  </section>
  <section id="agent" class="card" aria-labelledby="agent-title">
    <div class="head"><h2 id="agent-title">Agent</h2>
      <select id="agent-id" aria-label="Working as" data-testid="agent-select">${agents.join('')}</select></div>
    <div class="split">
      <div id="agent-list" class="list" data-testid="agent-list"></div>
      <div class="conversation">
        <p id="agent-none" class="quiet">Choose a ticket to read and answer it.</p>
        <div id="agent-open" hidden>
          <div class="title"><h3 id="agent-subject" data-testid="conversation-subject"></h3><span id="agent-state"></span></div>
          <div id="agent-messages" class="messages" data-testid="conversation"></div>
          <form id="act">
            <fieldset class="modes"><legend>Write as</legend>
              <label><input type="radio" name="mode" value="public" checked data-testid="agent-mode-public">Public reply</label>
              <label><input type="radio" name="mode" value="note" data-testid="agent-mode-note">Internal note</label>
            </fieldset>
            <div><label for="agent-message">Message</label><textarea id="agent-message" data-testid="agent-message" rows="4"></textarea></div>
            <div class="send">
              <div><label for="agent-status">Status</label><select id="agent-status" data-testid="agent-status">${option('', 'unchanged', true)}${statuses.join('')}</select></div>
              <button class="primary" data-testid="agent-submit">Submit</button>
            </div>
          </form>
          <p id="agent-closed" class="quiet" hidden>This ticket is closed. It cannot be changed any more.</p>
        </div>
      </div>
    </div>
  </section>
</main>`;
  return page('Sandbox helpdesk', main, { style, script });
}
