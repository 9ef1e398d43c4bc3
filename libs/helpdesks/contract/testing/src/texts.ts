import type { Step } from '@nightdesk/helpdesks/contract';
import { words, type Stage } from './stage.js';

/** Texts that platforms take for markup, trim, or store in another form. */
const texts = {
  'markup that is meant as text':
    'Use <b>bold</b> & <script>alert(1)</script> &amp; "quotes" \'here\' &nbsp;',
  'line breaks': 'one\ntwo\r\nthree\n\nfour',
  'spaces of every kind': 'a\u00a0b  c\td\u2003e \u200bf',
  emoji: 'Done 👍🏽 👩‍👩‍👧 🇫🇷 ✔️',
  'scripts of every direction': 'Grüße, ελληνικά, עברית, العربية, 日本語, हिन्दी, e\u0301',
  'smart punctuation': '“Yes” – he said… it’s 50 % © ™',
  'a link': 'See https://example.com/a?b=1&c=%20#d and mail a@example.com.',
  'what templates read': '{{ticket.id}} {% if x %} ${x} %s $1 \\n #{x}',
  'a quotation': '> you wrote\n\nI did\n\n-- \nAnn',
};
const visibleText = (text: string) => words(text.replaceAll('\u200b', ''));

export function textPromises(stage: () => Stage): void {
  test.each(Object.entries(texts))('%s arrives as it was written and is found again', async (_what, body) => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    for (const kind of ['reply', 'note'] as const) {
      const mark = stage().mark(`op_${kind}`);
      const [receipt] = await stage().perform(ticketId, [{ kind, body }], { mark });
      const [found] = await stage().find(ticketId, [{ kind, body }], mark);
      expect(found?.remoteIds).toEqual(receipt?.remoteIds);
    }
    const { visible, hidden } = await stage().seen(ticketId);
    expect([visible.at(-1), hidden.at(-1)].map((text) => visibleText(text ?? ''))).toEqual([
      visibleText(body),
      visibleText(body),
    ]);
    const { messages } = await stage().read(ticketId);
    expect(messages.slice(1).map((message) => visibleText(message.body))).toEqual([
      visibleText(body),
      visibleText(body),
    ]);
  });

  test('the lines of a reply stay lines', async () => {
    const ticketId = await stage().remote.customerOpens('Help', 'Please');
    await stage().perform(ticketId, [{ kind: 'reply', body: 'one\ntwo\n\nthree' }]);
    const { messages } = await stage().read(ticketId);
    const lines = messages.at(-1)?.body.split(/\r?\n/).map(words).filter(Boolean);
    expect(lines).toEqual(['one', 'two', 'three']);
  });

  test('a reply of 60 KB arrives whole and is found again', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const body = `begin ${'Zwölf Boxkämpfer jagen 🦊. '.repeat(2_000)}end`;
    expect(Buffer.byteLength(body)).toBeGreaterThan(60_000);
    const steps: Step[] = [{ kind: 'reply', body }];
    const [receipt] = await stage().perform(ticketId, steps);
    expect(words((await remote.visibleToCustomer(ticketId)).at(-1))).toBe(body);
    expect(words((await stage().read(ticketId)).messages.at(-1)?.body)).toBe(body);
    expect((await stage().find(ticketId, steps))[0]?.remoteIds).toEqual(receipt?.remoteIds);
  });

  test('markup that is meant as markup is found again', async () => {
    const { remote } = stage();
    const ticketId = await remote.customerOpens('Help', 'Please');
    const steps: Step[] = [
      { kind: 'reply', body: 'unused', bodyHtml: '<p>Hello <strong>you</strong>,</p><p>1 &lt; 2<br>Bye</p>' },
    ];
    const [receipt] = await stage().perform(ticketId, steps);
    expect((await stage().find(ticketId, steps))[0]?.remoteIds).toEqual(receipt?.remoteIds);
    const shown = words((await remote.visibleToCustomer(ticketId)).at(-1));
    expect(shown).toContain('Hello you,');
    expect(shown).toContain('1 < 2');
    expect(shown).not.toMatch(/<\/?(p|strong|br)>|unused/);
  });

  test('what a customer writes is read as text', async () => {
    const { remote } = stage();
    const text = 'Is 1 < 2 & "3"? <b>No</b> 👍';
    const ticketId = await remote.customerOpens(text, text);
    await remote.customerReplies(ticketId, text);
    const { ticket, messages } = await stage().read(ticketId);
    expect([ticket.subject, ...messages.map(({ body }) => body)].map((said) => words(said ?? ''))).toEqual([
      text,
      text,
      text,
    ]);
  });
}
