import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { check } from '../support/canaries.js';

export interface Mail {
  to: string[];
  subject: string;
  headers: string;
  text: string;
  at: number;
}

/** A real SMTP server that keeps what it is given. */
export class Mailbox {
  readonly mails: Mail[] = [];
  /** Recipients that it knows for none, for good. */
  unknown: string[] = [];
  /** Takes connections, and says nothing. */
  hangs = false;
  /** Puts everything off. */
  busy = false;

  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onConnect: (_session, done) => (this.hangs ? undefined : done()),
    onRcptTo: ({ address }, _session, done) => {
      if (this.busy) return done(Object.assign(new Error('try again later'), { responseCode: 451 }));
      const isKnown = !this.unknown.includes(address);
      return done(isKnown ? null : Object.assign(new Error('no such user'), { responseCode: 550 }));
    },
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const received = mail(Buffer.concat(parts).toString('latin1'), session.envelope.rcptTo);
        check(received.subject + received.text, 'a mail');
        this.mails.push(received);
        done();
      });
    },
  });

  static async open(): Promise<Mailbox> {
    const box = new Mailbox();
    box.server.on('error', () => undefined); // of a client that was cut off, for which nobody waits
    const listening = box.server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return box;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  to(address: string): Mail[] {
    return this.mails.filter(({ to }) => to.includes(address));
  }

  async close(): Promise<void> {
    await new Promise<void>((done) => this.server.close(done));
  }
}

function mail(raw: string, recipients: readonly { address: string }[]): Mail {
  const end = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const encoded = /^content-transfer-encoding: quoted-printable/im.test(headers);
  const body = raw.slice(end + 4);
  return {
    to: recipients.map(({ address }) => address),
    subject: /^subject: (.*)$/im.exec(headers)?.[1] ?? '',
    headers,
    text: encoded ? readable(body) : body,
    at: Date.now(),
  };
}

function readable(quoted: string): string {
  const bytes = quoted
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
