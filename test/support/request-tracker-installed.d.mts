export declare const rtServer: string;
export declare function requestTrackerIsInstalled(): boolean;
