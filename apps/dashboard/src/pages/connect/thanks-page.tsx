import { Frame } from '../../frame/frame.js';
import classes from './connect.module.css';

/** The end of a repair, for somebody who has no login. */
export function ThanksPage() {
  return (
    <Frame nav={false}>
      <div className={classes.page} data-tone="good">
        <title>Connected · Nightdesk</title>
        <p className={classes.outcome}>Connected</p>
        <h1>Thank you, the helpdesk is connected again</h1>
        <p className={classes.lead}>
          What waited goes on now, in order. The link has done its work; you can close this page.
        </p>
      </div>
    </Frame>
  );
}
