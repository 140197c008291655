export type Cluster = {
  home: string;
  data: string;
  port: number;
  /** False when it was running before. */
  started: boolean;
  adminUrl: (database: string) => string;
  appUrl: (database: string) => string;
  jobsUrl: (database: string) => string;
};
export function startCluster(options: {
  dir: string;
  root: string;
  port?: number;
  settings?: Record<string, string>;
}): Promise<Cluster>;
export function stopCluster(cluster: Cluster, mode?: "fast" | "immediate"): Promise<void>;
export function restartCluster(cluster: Cluster): Promise<void>;
export function discardCluster(place: { dir: string; root: string }): Promise<void>;
export function postmaster(data: string): number | null;
