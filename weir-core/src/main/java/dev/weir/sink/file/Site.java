package dev.weir.sink.file;

import dev.weir.config.FileConfig;

/// What all topics of one sink share.
record Site(FileConfig config, NameTemplate template, Folders folders, FileFigures figures) {}
