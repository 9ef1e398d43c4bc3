export const prometheusIsInstalled: boolean;
