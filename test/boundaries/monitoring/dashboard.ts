import { type Panel, rows } from './dashboard.panels.js';

const datasource = { type: 'prometheus', uid: '${datasource}' };

function panelOf({ title, queries, unit = 'short', kind = 'timeseries', red, says }: Panel) {
  const steps = [
    { color: 'green', value: null },
    ...(red === undefined ? [] : [{ color: 'red', value: red }]),
  ];
  return {
    title,
    type: kind,
    ...(says ? { description: says } : {}),
    datasource,
    fieldConfig: { defaults: { unit, min: 0, thresholds: { mode: 'absolute', steps } }, overrides: [] },
    targets: queries.map(([expr, legendFormat], at) => ({
      refId: String.fromCharCode(65 + at),
      datasource,
      expr,
      legendFormat,
      ...(kind === 'timeseries' ? {} : { instant: true }),
      ...(kind === 'table' ? { format: 'table' } : {}),
    })),
  };
}

/** docs/monitoring/grafana-dashboard.json */
export function dashboard(): string {
  const panels: object[] = [];
  let [x, y] = [0, 0];
  for (const row of rows) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title: row.title,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y, w: 24, h: 1 },
    });
    [x, y] = [0, y + 1];
    let height = 0;
    for (const panel of row.panels) {
      const [w, h] = panel.kind === 'stat' ? [4, 4] : [8, 8];
      if (x + w > 24 || (height !== 0 && height !== h)) [x, y] = [0, y + height];
      panels.push({ id: panels.length + 1, gridPos: { x, y, w, h }, ...panelOf(panel) });
      [x, height] = [x + w, h];
    }
    [x, y] = [0, y + height];
  }
  const variable = {
    name: 'datasource',
    label: 'Prometheus',
    type: 'datasource',
    query: 'prometheus',
    current: {},
    hide: 0,
  };
  const whole = {
    uid: 'nightdesk',
    title: 'Nightdesk',
    tags: ['nightdesk'],
    schemaVersion: 39,
    editable: true,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    templating: { list: [variable] },
    annotations: { list: [] },
    panels,
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}
