// The timers of user interfaces, by name: the types at the end stand for those of WPF, WinUI and Windows Forms.
using System.Windows.Controls;
using System.Windows.Threading;
using Microsoft.UI.Dispatching;

// The dispatcher holds the timer, the timer holds the view: it stays when it is taken out of the window.
sealed class ClockView : UserControl
{
    private readonly DispatcherTimer _clock = new() { Interval = TimeSpan.FromSeconds(1) };
    private string _text = "";

    public ClockView()
    {
        _clock.Tick += (_, _) => _text = DateTime.Now.ToString();
        _clock.Start();
    }

    public string Text => _text;
}

// Given its callback it starts at once.
sealed class ProgressWindow : Window
{
    private readonly DispatcherTimer _poll;

    public ProgressWindow(object dispatcher) => _poll = new DispatcherTimer(TimeSpan.FromSeconds(1), 0, OnTick, dispatcher);

    public TimeSpan Interval => _poll.Interval;

    private void OnTick(object? sender, EventArgs e) => Console.WriteLine(this);
}

// The view model can be disposed, and leaves the timer out.
sealed class PlayerViewModel : IDisposable
{
    private readonly DispatcherTimer _position = new();
    private readonly FileStream _media = File.OpenRead("media");

    public PlayerViewModel()
    {
        _position.Tick += OnTick;
        _position.IsEnabled = true;
    }

    public long Position { get; private set; }

    public void Dispose()
    {
        _media.Dispose();
    }

    private void OnTick(object? sender, EventArgs e) => Position = _media.Position;
}

// A view model goes with its view.
sealed class WeatherViewModel : IDisposable
{
    private readonly DispatcherTimer _refresh = new();
    private int _count;

    public WeatherViewModel()
    {
        _refresh.Tick += (_, _) => _count++;
        _refresh.Start();
    }

    public int Count => _count;

    public void Dispose()
    {
        _refresh.Stop();
    }
}

sealed class SearchPage(DispatcherQueue queue) : UserControl
{
    private DispatcherQueueTimer? _refresh;

    public void Show()
    {
        _refresh = queue.CreateTimer();
        _refresh.Tick += (_, _) => Console.WriteLine(this);
        _refresh.Start();
    }
}

// A pause is no stop.
sealed class Typing : UserControl
{
    private readonly DispatcherTimer _idle = new();

    public Typing() => _idle.Tick += (_, _) => Console.WriteLine("idle");

    public void OnKey()
    {
        _idle.Stop();
        _idle.Start();
    }
}

sealed class ChartForm : System.Windows.Forms.Form
{
    private readonly System.Windows.Forms.Timer _redraw = new() { Interval = 100, Enabled = true };
    private readonly FileStream _data = File.OpenRead("data");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _data.Dispose();
            _redraw.Stop();
        }
        base.Dispose(disposing);
    }
}

namespace System.Windows.Threading
{
    public class DispatcherTimer
    {
        public DispatcherTimer()
        {
        }

        public DispatcherTimer(TimeSpan interval, int priority, EventHandler callback, object dispatcher)
        {
        }

        public TimeSpan Interval { get; set; }

        public bool IsEnabled { get; set; }

        public event EventHandler? Tick { add { } remove { } }

        public void Start()
        {
        }

        public void Stop()
        {
        }
    }
}

namespace Microsoft.UI.Dispatching
{
    public sealed class DispatcherQueueTimer
    {
        public TimeSpan Interval { get; set; }

        public bool IsRepeating { get; set; }

        public event EventHandler? Tick { add { } remove { } }

        public void Start()
        {
        }

        public void Stop()
        {
        }
    }

    public sealed class DispatcherQueue
    {
        public DispatcherQueueTimer CreateTimer() => new();
    }
}

namespace System.Windows.Forms
{
    public class Form : IDisposable
    {
        public void Dispose() => Dispose(true);

        protected virtual void Dispose(bool disposing)
        {
        }
    }

    public class Timer : IDisposable
    {
        public Timer()
        {
        }

        public Timer(System.ComponentModel.IContainer container)
        {
        }

        public bool Enabled { get; set; }

        public int Interval { get; set; }

        public event EventHandler? Tick { add { } remove { } }

        public void Start()
        {
        }

        public void Stop()
        {
        }

        public void Dispose()
        {
        }
    }
}

namespace System.Windows.Controls
{
    public class UserControl
    {
        public event EventHandler? Unloaded { add { } remove { } }
    }

    public class Window : UserControl
    {
        protected virtual void OnClosed(EventArgs e)
        {
        }
    }
}
