import { Injectable } from '@nestjs/common';
import type { Station, TimelineRaw } from '@nightdesk/contract';
import { masked, maskedUrl } from './masking.js';
import { RawStore } from './raw.store.js';

/** Thrown when nothing is stored of a stop, or the asker may not see its account. */
export class StopUnknown extends Error {
  override readonly name = 'StopUnknown';

  constructor(station: Station, id: string) {
    super(`There is no ${station} ${id}. What was kept for its time only is deleted after RETENTION_DAYS.`);
  }
}

/** Bodies beyond it are cut: a person looks for a line, and not for a megabyte. */
const mostShown = 200_000;

/** What is stored of single stops of a timeline, as people may see it. */
@Injectable()
export class Raw {
  constructor(private readonly store: RawStore) {}

  /** @param accountIds of whoever asks; empty: all. @throws StopUnknown */
  async of(station: Station, id: string, accountIds: readonly string[]): Promise<TimelineRaw> {
    const row = await this.store.find(station, id);
    const visible = row && (accountIds.length === 0 || accountIds.includes(row.accountId));
    if (!visible) throw new StopUnknown(station, id);
    const { accountId, ticketId, traceId, at, state, facts } = row;
    const body = row.body === null ? '' : row.body.toString('utf8');
    return {
      station,
      id,
      accountId,
      ticketId,
      traceId,
      at: at.toISOString(),
      state,
      facts: Object.entries(facts).flatMap(([name, value]) =>
        value === null ? [] : [{ name, value: name === 'To' ? maskedUrl(String(value)) : String(value) }],
      ),
      body: body === '' ? null : cut(masked(body)),
    };
  }
}

function cut(text: string): string {
  return text.length > mostShown ? `${text.slice(0, mostShown)}\n… (cut; ${text.length} characters)` : text;
}
