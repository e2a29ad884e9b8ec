package dev.weir.config;

/// A program that Weir takes the place of, where something of it can be had beside Weir's own.
public enum Predecessor {
  KPRF,
  AMBASSADOR
}
