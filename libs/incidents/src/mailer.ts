import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@nightdesk/platform/config';
import { createTransport, type SendMailOptions, type Transporter } from 'nodemailer';
import { AlertRefused } from './alert-refused.js';

/** Each stage of a mail's way to the server, in milliseconds; a server that hangs holds up mails only. */
const STAGE_MS = 5_000;

/** The SMTP server. Connects for each message: no connection is kept while nothing happens. */
@Injectable()
export class Mailer {
  private transport: Transporter | undefined;

  constructor(@Inject(CONFIG) private readonly config: Pick<Config, 'SMTP_URL' | 'ALERT_FROM'>) {}

  /** Resolves when the server has taken the mail. @throws AlertRefused */
  async send(mail: Omit<SendMailOptions, 'from'>): Promise<void> {
    await this.reach((transport) => transport.sendMail({ ...mail, from: this.config.ALERT_FROM }));
  }

  /** Connects and logs in, and sends nothing. @throws AlertRefused */
  async verify(): Promise<void> {
    await this.reach((transport) => transport.verify());
  }

  private async reach(work: (transport: Transporter) => Promise<unknown>): Promise<void> {
    if (this.config.SMTP_URL === undefined) throw new AlertRefused('SMTP_URL is not set');
    this.transport ??= createTransport({
      url: this.config.SMTP_URL,
      connectionTimeout: STAGE_MS,
      greetingTimeout: STAGE_MS,
      // Longer, so that who waits for the greeting is told so.
      socketTimeout: STAGE_MS + 1_000,
      tls: { minVersion: 'TLSv1.2' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      await work(this.transport);
    } catch (error) {
      throw refusal(error);
    }
  }
}

/** `EENVELOPE` with a 5xx: the server knows that recipient for none. Everything else may be better later. */
function refusal(error: unknown): AlertRefused {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  const reason = error instanceof Error ? error.message : String(error);
  return new AlertRefused(reason, code === 'EENVELOPE' && (responseCode ?? 0) >= 500);
}
