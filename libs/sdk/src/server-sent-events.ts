export interface Message {
  /** Of the last message that had one. */
  id: string;
  data: string;
}

/** Messages out of a text that comes in parts (https://html.spec.whatwg.org/multipage/server-sent-events.html); lines end in LF or CRLF. */
export async function* messagesOf(parts: AsyncIterable<string>): AsyncGenerator<Message> {
  let [rest, id, data] = ['', '', [] as string[]];
  for await (const part of parts) {
    const lines = (rest + part).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*?))?\r?$/.exec(line) ?? [];
      if (field === 'id') id = value;
      if (field === 'data') data.push(value);
      if (line.trimEnd() !== '' || data.length === 0) continue;
      yield { id, data: data.join('\n') };
      data = [];
    }
  }
}
