/** The page's own script: it asks the page routes every second and a half and redraws what changed. */
export const script = `
const $ = (id) => document.getElementById(id);
const root = '/page/' + encodeURIComponent(document.querySelector('main').dataset.desk) + '/tickets';
const chosen = { customer: null, agent: null };
const drawn = new Map();

async function call(path, body) {
  const init = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
  const response = await fetch(root + path, init);
  const answer = await response.json();
  if (!response.ok) {
    const detail = Object.values(answer.details ?? {})[0]?.[0]?.description;
    const first = answer.errors?.[0];
    const named = first?.field ? first.field + ': ' + first.message : first?.message;
    throw new Error(detail ?? answer.allowed ?? named ?? answer.description ?? answer.error?.message ?? 'Refused with ' + response.status);
  }
  return answer;
}

function tell(error) {
  $('error').textContent = error ? error.message : '';
  $('error').hidden = !error;
}

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const time = (iso) => new Date(iso).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
const status = (value) => element('span', { class: 'status', 'data-status': value, 'data-testid': 'ticket-status' }, value);

/** Draws only when what is shown differs, so that focus and scroll stay where they are. */
function draw(id, data, make) {
  const text = JSON.stringify(data);
  if (drawn.get(id) === text) return;
  drawn.set(id, text);
  const focused = document.activeElement?.closest('#' + id) ? document.activeElement.dataset.ticketId : null;
  $(id).replaceChildren(...make());
  if (focused) $(id).querySelector('[data-ticket-id="' + focused + '"]')?.focus();
}

function drawList(side, tickets, testid) {
  draw(side + '-list', [tickets, chosen[side]], () => tickets.length === 0
    ? [element('p', { class: 'quiet' }, 'No tickets yet.')]
    : tickets.map((ticket) => {
        const row = element('button', { type: 'button', class: 'row', 'data-testid': testid, 'data-ticket-id': ticket.id, 'aria-current': String(ticket.id === chosen[side]) },
          element('strong', {}, ticket.subject),
          element('span', {}, side === 'agent' ? '#' + ticket.id + ' ' + ticket.requester : '#' + ticket.id, status(ticket.status)));
        row.onclick = () => open(side, ticket.id);
        return row;
      }));
}

const kinds = { customer: 'Customer', public: 'Public reply', note: 'Internal note' };

function drawMessages(side, ticket) {
  const seen = ticket.messages.filter((message) => side === 'agent' || message.isPublic);
  draw(side + '-messages', seen, () => seen.map((message) => {
    const kind = message.fromCustomer ? 'customer' : message.isPublic ? 'public' : 'note';
    const label = side === 'agent' && kind !== 'customer' ? ' · ' + kinds[kind] : '';
    return element('article', { class: 'message', 'data-testid': 'message', 'data-kind': kind },
      element('div', { class: 'who' }, element('span', {}, element('b', {}, message.author), label), element('time', { datetime: message.at }, time(message.at))),
      element('p', {}, message.text));
  }));
}

async function refresh() {
  const { tickets } = await call('');
  drawList('agent', tickets, 'ticket-row');
  drawList('customer', tickets.filter((ticket) => ticket.isCustomers), 'customer-ticket');
  for (const side of ['customer', 'agent']) {
    $(side + '-open').hidden = chosen[side] === null;
    if (chosen[side] === null) continue;
    const ticket = await call('/' + chosen[side]);
    $(side + '-subject').textContent = ticket.subject;
    drawMessages(side, ticket);
    if (side === 'agent') {
      draw('agent-state', ticket.status, () => [status(ticket.status)]);
      $('act').hidden = ticket.isFinal === true;
      $('agent-closed').hidden = ticket.isFinal !== true;
    }
  }
  $('agent-none').hidden = chosen.agent !== null;
}

async function open(side, id) {
  chosen[side] = id;
  await refresh().catch(tell);
  if (matchMedia('(max-width: 860px)').matches) $(side + '-open').scrollIntoView({ block: 'start' });
}

function onSubmit(id, work) {
  $(id).addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = $(id).querySelector('button.primary');
    button.disabled = true;
    try {
      await work();
      $(id).reset();
      tell(null);
      await refresh();
    } catch (error) {
      tell(error);
    } finally {
      button.disabled = false;
    }
  });
}

onSubmit('new', async () => {
  chosen.customer = (await call('', { subject: $('new-subject').value, message: $('new-message').value })).id;
});
onSubmit('reply', async () => {
  chosen.customer = (await call('/' + chosen.customer + '/reply', { message: $('customer-reply').value })).id;
});
onSubmit('act', async () => {
  const message = $('agent-message').value.trim();
  const wanted = { agentId: $('agent-id').value, isPublic: $('act').elements.mode.value === 'public' };
  if (message) wanted.message = message;
  if ($('agent-status').value) wanted.status = $('agent-status').value;
  await call('/' + chosen.agent + '/agent', wanted);
});
$('desk').addEventListener('change', () => location.assign('/?desk=' + encodeURIComponent($('desk').value)));
for (const button of document.querySelectorAll('.sides button')) {
  button.addEventListener('click', () => {
    document.body.dataset.shown = button.dataset.side;
    for (const other of document.querySelectorAll('.sides button')) other.setAttribute('aria-pressed', String(other === button));
  });
}
async function poll() {
  await refresh().then(() => $('error').dataset.lost && (delete $('error').dataset.lost, tell(null)), (error) => { $('error').dataset.lost = 'yes'; tell(error); });
  setTimeout(poll, 1500);
}
poll();
`;
