"""The ``course`` command: its arguments, the student's folder, and JupyterLab."""
