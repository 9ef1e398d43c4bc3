import { Nightdesk } from '@nightdesk/sdk';

/**
 * The one client of the page. The api serves the page, so both have one origin and the session cookie is enough. It repeats
 * nothing: the queries do, and whoever pressed a button is told at once.
 */
export const nightdesk = new Nightdesk({ maxRetries: 0 });
