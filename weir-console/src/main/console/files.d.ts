// What esbuild takes in beside scripts.
declare module "*.css";
