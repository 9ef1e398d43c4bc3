import { connect, type Socket } from 'node:net';

const waitAtMostMs = 10_000;

/**
 * One kept-open connection of a sender, one request at a time. A socket and not a client: on two cores, what the sender
 * spends is taken from what is measured.
 */
export class Connection {
  private socket: Socket | undefined;
  private received = '';
  private answer: ((status: number) => void) | undefined;

  constructor(private readonly port: number) {}

  /** Answers the status, or 0 when there was no answer. */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve) => {
      this.answer = resolve;
      this.received = '';
      this.open().write(request);
    });
  }

  close(): void {
    this.socket?.destroy();
  }

  private open(): Socket {
    if (this.socket && !this.socket.destroyed) return this.socket;
    const socket = connect(this.port, '127.0.0.1').setNoDelay(true);
    socket.setTimeout(waitAtMostMs, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => this.take(chunk.toString('latin1')));
    socket.on('error', () => this.end(0));
    socket.on('close', () => this.end(0));
    this.socket = socket;
    return socket;
  }

  private take(text: string): void {
    this.received += text;
    const head = this.received.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(this.received)?.[1] ?? 0);
    if (this.received.length >= head + 4 + length) this.end(Number(this.received.slice(9, 12)));
  }

  private end(status: number): void {
    this.answer?.(status);
    this.answer = undefined;
  }
}
