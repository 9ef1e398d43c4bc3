/** What stands for a person who was erased; `who` is SQL of the person before. */
const nobody = (who: string) =>
  `jsonb_build_object('id', 'erased', 'name', null, 'email', null, 'role', coalesce(${who} ->> 'role', 'customer'))`;

/** The object that `changes` make of the one at `path` of an event's data, under its name; nothing where there is none. */
const masked = (name: string, changes: string) =>
  `CASE jsonb_typeof(data -> '${name}') WHEN 'object' THEN jsonb_build_object('${name}', (data -> '${name}') || ${changes}) ELSE '{}' END`;

/** What an event still tells: that something happened, when, and to which ticket. */
const EVENT = `data
  || ${masked('ticket', `'{"subject":null,"requester":null}'`)}
  || ${masked('message', `'{"body":"","bodyHtml":null}' || jsonb_build_object('author', ${nobody(`data #> '{message,author}'`)})`)}
  || CASE WHEN data ? 'reason' THEN '{"reason":"erased"}'::jsonb ELSE '{}' END`;

const eraseEvents = (which: string) => `
WITH found AS (SELECT seq, ${EVENT} AS masked FROM events WHERE account_id = $1 AND (${which}))
UPDATE events SET data = found.masked FROM found WHERE events.seq = found.seq AND events.data <> found.masked`;

const isPerson = (who: string) => `(${who} ->> 'id' = ANY ($2) OR lower(${who} ->> 'email') = lower($3))`;

/** $1: account; $2: e-mail. Whoever wrote or asked under it. */
export const IDS = `
SELECT DISTINCT who ->> 'id' AS id FROM (
  SELECT requester AS who FROM tickets WHERE account_id = $1
  UNION ALL SELECT author FROM messages WHERE account_id = $1
  UNION ALL SELECT data #> '{message,author}' FROM events WHERE account_id = $1
  UNION ALL SELECT data #> '{ticket,requester}' FROM events WHERE account_id = $1) people
 WHERE lower(who ->> 'email') = lower($2) AND who ->> 'id' IS NOT NULL`;

const OPEN = `EXISTS (SELECT 1 FROM operations o
  WHERE o.account_id = t.account_id AND o.ticket_id = t.id AND o.finished_at IS NULL)`;

/** $1: account; $2: ids; $3: e-mail or null; $4: how many. Those that can be erased, held until the transaction ends. */
export const TICKETS = `
SELECT id FROM tickets t WHERE account_id = $1 AND ${isPerson('requester')} AND NOT ${OPEN} ORDER BY id LIMIT $4 FOR UPDATE`;

/** The others. */
export const WAITING = `SELECT id FROM tickets t WHERE account_id = $1 AND ${isPerson('requester')} AND ${OPEN} ORDER BY id`;

/** In the order in which a reading locks rows. $1: account; $2: tickets. */
export const OF_TICKETS = {
  messages: 'DELETE FROM messages WHERE account_id = $1 AND ticket_id = ANY ($2)',
  webhooks: `UPDATE inbox SET body = '' WHERE account_id = $1 AND ticket_id = ANY ($2) AND length(body) > 0`,
  events: eraseEvents('ticket_id = ANY ($2)'),
  deliveries: `UPDATE deliveries SET last_error = 'erased' FROM events e
    WHERE e.account_id = $1 AND e.ticket_id = ANY ($2) AND event_seq = e.seq AND last_error <> 'erased'`,
  operations:
    'DELETE FROM operations WHERE account_id = $1 AND ticket_id = ANY ($2) AND finished_at IS NOT NULL',
} as const;

/** First of all, because the ids of the messages stay; $3: now. */
export const EMPTY = `
UPDATE tickets SET subject = NULL, requester = 'null', raw = 'null', emptied_at = coalesce(emptied_at, $3),
       emptied_ids = emptied_ids || ARRAY(SELECT m.id FROM messages m WHERE m.account_id = $1 AND m.ticket_id = tickets.id)
 WHERE account_id = $1 AND id = ANY ($2)`;

/** What the person wrote into tickets of others. $1: account; $2: ids; $3: e-mail or null. */
export const ELSEWHERE = {
  messages: `UPDATE messages SET body = '', body_html = NULL, author = ${nobody('author')}
    WHERE account_id = $1 AND ${isPerson('author')}`,
  tickets: `UPDATE tickets SET raw = 'null'
    WHERE account_id = $1 AND $2::text[] IS NOT NULL AND position(lower($3) IN lower(raw::text)) > 0`,
  webhooks: `UPDATE inbox SET body = '' WHERE account_id = $1 AND $2::text[] IS NOT NULL
    AND position(convert_to($3, 'UTF8') IN body) > 0`,
  events: eraseEvents(
    `${isPerson(`data #> '{message,author}'`)} OR ${isPerson(`data #> '{ticket,requester}'`)}`,
  ),
} as const;
