/// Brings the classes of a jar to a class-file version that the JVM can keep in its cache.
///
/// picocli is compiled for Java 5, and what was checked in that time's way is left out of caches: each
/// start would read and check its 200 classes anew, which is a third of a short command's CPU time.
/// The instructions stay as they are; the stack maps that newer classes have are added.

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URLClassLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// The first version with stack maps, that of Java 6, is 50; Java 8's is what libraries have.
static final int WANTED = ClassFile.JAVA_8_VERSION;

void main(String... jars) throws IOException {
  for (var jar : jars) bring(Path.of(jar));
}

void bring(Path jar) throws IOException {
  var made = jar.resolveSibling(jar.getFileName() + ".new");
  try (var from = new JarFile(jar.toFile());
      var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
      var to = new JarOutputStream(Files.newOutputStream(made))) {
    var classes =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(loader)));
    for (var entry : Collections.list(from.entries())) {
      var bytes = from.getInputStream(entry).readAllBytes();
      to.putNextEntry(new JarEntry(entry.getName()));
      to.write(entry.getName().endsWith(".class") ? newer(classes, bytes) : bytes);
      to.closeEntry();
    }
  }
  Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
}

byte[] newer(ClassFile classes, byte[] bytes) {
  var old = classes.parse(bytes);
  return old.majorVersion() >= WANTED ? bytes : classes.transformClass(old, this::put);
}

void put(ClassBuilder made, ClassElement element) {
  switch (element) {
    case ClassFileVersion _ -> made.withVersion(WANTED, 0);
    // Only code that is built anew is given stack maps.
    case MethodModel method ->
        made.transformMethod(method, MethodTransform.transformingCode(CodeTransform.ofStateful(
            () -> (code, instruction) -> code.with(instruction))));
    default -> made.with(element);
  }
}
