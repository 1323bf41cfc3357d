package dev.sparkle.platform.boundary;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What is told where the container ends a request: a problem document, whatever was asked for. Of
 * the cause it tells nothing; the log does.
 */
@WebServlet("/failed")
public class ErrorPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object told = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    boolean failed = request.getDispatcherType() == DispatcherType.ERROR;
    int status = failed && told instanceof Integer code ? code : HttpServletResponse.SC_NOT_FOUND;
    Problem problem =
        status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR
            ? Problem.broken(status)
            : Problem.of(status);
    problem.write(response);
  }
}
