"""What stands between Jupyter and Deno's kernel; `broker.py` holds it together."""
