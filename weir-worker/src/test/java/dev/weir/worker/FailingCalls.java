package dev.weir.worker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A real client of Kafka, some of whose calls fail before they reach it, as they do where the
/// client itself gives up.
final class FailingCalls<T> {
  private final T real;
  private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();

  FailingCalls(T real) {
    this.real = real;
  }

  /// From now on, each call of that method.
  FailingCalls<T> fail(String method, RuntimeException failure) {
    failures.put(method, failure);
    return this;
  }

  void mend() {
    failures.clear();
  }

  /// The client, as the code that is tested sees it.
  T client(Class<T> type) {
    var loader = FailingCalls.class.getClassLoader();
    return type.cast(
        Proxy.newProxyInstance(
            loader, new Class<?>[] {type}, (proxy, method, arguments) -> call(method, arguments)));
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    var failure = failures.get(method.getName());
    if (failure != null) throw failure;
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
