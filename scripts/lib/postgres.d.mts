export type RunningCluster = {
  port: number;
  /** False when it was running before. */
  started: boolean;
  data: string;
  adminUrl: (database: string) => string;
  appUrl: (database: string) => string;
  jobsUrl: (database: string) => string;
};
export function startCluster(options: { dir: string; root: string; port?: number; settings?: Record<string, string> }): Promise<RunningCluster>;
export function stopCluster(cluster: RunningCluster, mode?: "fast" | "immediate"): void;
export function freePort(preferred?: number): Promise<number>;
export function isFree(port: number): Promise<boolean>;
